// The site's root in (where this worker lies); the names under which this site, and no other of the host, keeps copies out.
const ROOT = new URL("./", self.location).href;
const OWN = `sotay:${new URL(ROOT).pathname}:`;
