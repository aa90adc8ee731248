// Names of files in, their contents out: the search is loaded by script elements, which work from file://.
// The form is on every page; what searches (engine.js) comes when a reader first turns to it.
(function (sotay) {
  "use strict";

  const own = new URL(document.currentScript.src);
  const folder = new URL(".", own);
  const root = new URL("../../", folder);
  const loading = new Map();

  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(path, folder).href;
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(path);
          reject(new Error("Không tải được " + script.src));
        };
        document.head.append(script);
      }));
    }
    return loading.get(path);
  }

  /** The full address of a page; from file:// a folder does not lead to its index.html by itself. */
  function addressOf(path) {
    const address = new URL(path, root);
    if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
    return address.href;
  }

  /** What searches, of the same build as this file: {show, results, missing, data, ...}. */
  async function ready() {
    await load("engine.js" + own.search);
    return sotay.searchParts;
  }

  sotay.searchParts = { load, addressOf, ready };
  sotay.search = async (query, options) => {
    const { show } = await ready();
    return (await show.searchAll(query, options)).results;
  };
})((window.sotay = window.sotay || {}));
