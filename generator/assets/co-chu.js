// The text size and column width that the reader chose before in; attributes of the page out, before anything is drawn.
(function () {
  "use strict";

  const SIZES = ["nho", "lon", "rat-lon"];
  const WIDTHS = ["hep", "rong"];

  /** What this browser remembers; nothing where storage is closed to this page or holds something else. */
  function read() {
    try {
      return JSON.parse(localStorage.getItem("sotay-co-chu")) || {};
    } catch {
      return {};
    }
  }

  function set(name, value, known) {
    if (known.includes(value)) document.documentElement.setAttribute(name, value);
    else document.documentElement.removeAttribute(name);
  }

  /** Draws the page in a size and width; what is not named is the middle one. */
  function apply({ co, cot }) {
    set("data-co-chu", co, SIZES);
    set("data-cot", cot, WIDTHS);
  }

  window.sotay = window.sotay || {};
  window.sotay.applyTextSize = apply;
  apply(read());
})();
