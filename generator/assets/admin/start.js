// config.json in, the running editor out: its forms, with our file format for every kind.
import { frontMatterFormat } from "./front-matter.js";

// The editor speaks the first language of this list that it knows; labels and hints here are Vietnamese whatever the browser's.
Object.defineProperty(navigator, "languages", { value: ["vi", ...navigator.languages] });

const { cms, kinds, hosts } = await (await fetch("config.json")).json();
// The page's content rules let nothing out but to these hosts. The editor also asks elsewhere, such as for the state of the Git
// host's service; it bears an answer that does not come, and a refusal here leaves no error in the console.
const { fetch: anywhere } = window;
window.fetch = (resource, options) => {
  const { origin, protocol } = new URL(resource.url ?? resource, location.href);
  const isKnown = origin === location.origin || hosts.includes(origin) || ["blob:", "data:"].includes(protocol);
  return isKnown ? anywhere(resource, options) : Promise.reject(new TypeError(`${origin} is not asked from here`));
};

const { default: CMS } = await import("./cms/npm/index.js");
for (const [kind, keys] of Object.entries(kinds)) {
  CMS.registerCustomFormat(`${kind}-frontmatter`, "md", frontMatterFormat(keys));
}
await CMS.init({ config: cms });
