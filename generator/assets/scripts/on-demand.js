// A page in; the scripts that only such a page needs, loaded.
(function (sotay) {
  "use strict";

  const own = document.currentScript.src;
  const NEEDED = {
    "danh-sach.js": "form[data-loc]",
    "tu-kiem.js": "[data-tu-kiem]",
    "tin-moi.js": "[data-loc-moi]",
    "cua-toi.js": "[data-cua-toi]",
    "so-sanh.js": "[data-so-sanh-hai]",
  };

  /** Loads another of our scripts, of the same build as this one. */
  sotay.loadScript = (name) => {
    const script = document.createElement("script");
    script.src = new URL(name + new URL(own).search, own).href;
    document.head.append(script);
  };

  sotay.whenReady(() => {
    for (const [name, part] of Object.entries(NEEDED)) if (document.querySelector(part)) sotay.loadScript(name);
  });
})(window.sotay);
