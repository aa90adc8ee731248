// What the scripts of a page share: elements, and what this browser remembers for the reader.
window.sotay = window.sotay || {};
(function (sotay) {
  "use strict";

  /** A new element with its properties and children; a button sends no form. */
  sotay.element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), tag === "button" ? { type: "button" } : {}, properties);
    made.append(...children);
    return made;
  };

  /**
   * A table that this browser alone remembers under a name: `read()` gives {key: value}, `keep` sets
   * one key or, when its value is empty, drops it; `replace` sets them all and tells whether the browser kept them.
   */
  sotay.memory = (name) => {
    function read() {
      try {
        const stored = JSON.parse(localStorage.getItem(name) || "{}");
        return stored && typeof stored === "object" && !Array.isArray(stored) ? stored : {};
      } catch {
        return {}; // storage is closed to this page, or holds something else
      }
    }

    function keep(key, value) {
      try {
        const { [key]: _, ...others } = read();
        const isEmpty = !value || value.length === 0;
        localStorage.setItem(name, JSON.stringify(isEmpty ? others : { ...others, [key]: value }));
      } catch {
        // storage is closed to this page or full: what was chosen lasts as long as the page
      }
    }

    function replace(table) {
      try {
        if (Object.keys(table).length) localStorage.setItem(name, JSON.stringify(table));
        else localStorage.removeItem(name);
        return true;
      } catch {
        return false;
      }
    }

    return { read, keep, replace };
  };

  /** Runs `enhance` once the page is there. */
  sotay.whenReady = (enhance) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
    else enhance();
  };
})(window.sotay);
