// The colours that the reader chose before in; the body's attributes out, before anything is drawn.
(function () {
  "use strict";

  const NAMES = ["media", "scheme", "primary", "accent"];
  const kept = window.__md_get("__palette");
  if (!kept || !kept.color) {
    // Nothing was chosen yet: what the reader's system prefers.
    const fits = (choice) => matchMedia(choice.getAttribute("data-md-color-media")).matches;
    const choice = Array.from(document.querySelectorAll("input[data-md-color-media]:not([data-md-color-media=''])")).find(fits);
    for (const name of choice ? NAMES : []) {
      document.body.setAttribute(`data-md-color-${name}`, choice.getAttribute(`data-md-color-${name}`));
    }
    return;
  }
  const colours = kept.color;

  if (colours.media === "(prefers-color-scheme)") {
    const shade = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const choice = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${shade})"]`);
    for (const name of NAMES) {
      if (choice) colours[name] = choice.getAttribute(`data-md-color-${name}`);
    }
  }
  for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
