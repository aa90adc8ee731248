// A page in, the same page with its search boxes and results at work out.
(function (sotay) {
  "use strict";

  const { box, results, missing } = sotay.searchParts;

  function enhancePage() {
    box.insertHeaderForm();
    for (const form of document.querySelectorAll("form[data-sotay-search]")) box.enhance(form);
    const container = document.querySelector("[data-sotay-results]:not(.sotay-search-results)");
    if (container) results.start(container);
    const suggestions = document.querySelector("[data-goi-y]");
    if (suggestions) missing.start(suggestions);
  }

  document.addEventListener("keydown", box.focusOnSlash);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhancePage);
  else enhancePage();
})(window.sotay);
