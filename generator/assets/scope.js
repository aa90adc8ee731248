// The site's root in (data-goc); what the theme's script expects on every page out: values kept in this browser, by site.
(function () {
  "use strict";

  const root = new URL(document.currentScript.dataset.goc || ".", location);
  if (!root.pathname.endsWith("/")) root.pathname += "/";

  window.__md_scope = root;
  document.documentElement.classList.replace("no-js", "js");

  /** A number that stands for a text. */
  window.__md_hash = (text) => Array.from(text).reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);

  /** What was kept under a name; null when there is nothing, or when storage is closed to this page. */
  window.__md_get = (name, storage, scope = root) => {
    try {
      return JSON.parse((storage || localStorage).getItem(`${scope.pathname}.${name}`));
    } catch {
      return null;
    }
  };

  window.__md_set = (name, value, storage, scope = root) => {
    try {
      (storage || localStorage).setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // storage is closed to this page or full: the choice lasts as long as the page
    }
  };
})();
