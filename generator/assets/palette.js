// The colours that the reader chose before in; the body's attributes out, before anything is drawn.
(function () {
  "use strict";

  const kept = window.__md_get("__palette");
  if (!kept || !kept.color) return;
  const colours = kept.color;

  if (colours.media === "(prefers-color-scheme)") {
    const shade = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const choice = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${shade})"]`);
    for (const name of ["media", "scheme", "primary", "accent"]) {
      if (choice) colours[name] = choice.getAttribute(`data-md-color-${name}`);
    }
  }
  for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
