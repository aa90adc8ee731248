// The address of a page in; which entry stands there, and what the site tells of it, out: loaded as a script, so also from file://.
(function (sotay) {
  "use strict";

  const root = new URL("../", document.currentScript.src);
  const FOLDERS = ["nghi-quyet", "khoa-hoc", "chuyen-de", "bai-hoc", "tinh-huong", "dot-hoc", "doi-tuong", "thuat-ngu", "nguon"];
  /** Pages that stand beside the lessons and are none. */
  const OVERVIEWS = ["bai-hoc/ma-tran", "bai-hoc/diem-chung"];
  const KEY = /^([a-z-]+)\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const told = new Map();
  const loading = new Map();

  /** Whether a text names an entry as "nghi-quyet/21-kl-tw-2021". */
  sotay.isEntryKey = (text) => {
    const found = typeof text === "string" && text.length < 200 && KEY.exec(text);
    return Boolean(found) && FOLDERS.includes(found[1]) && !OVERVIEWS.includes(text);
  };

  /** The entry whose page stands at an address; null for every other page. */
  sotay.entryAt = (address) => {
    if (address.origin !== root.origin || !address.pathname.startsWith(root.pathname)) return null;
    const path = address.pathname.slice(root.pathname.length).replace(/\/(?:index\.html)?$/, "");
    return sotay.isEntryKey(path) ? path : null;
  };

  /** The address of a page below the site's root; from file:// a folder does not lead to its index.html by itself. */
  sotay.addressOf = (path) => {
    const address = new URL(path, root);
    if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
    return address.href;
  };

  sotay.entryData = (key, data) => told.set(key, data);

  /** Promises {kind, title, name, about, mark, summary, minutes, rows} of an entry; fails where it is not to be had. */
  sotay.entry = (key) => {
    if (!loading.has(key)) {
      loading.set(key, new Promise((resolve, reject) => {
        const script = sotay.element("script", { src: new URL(`assets/muc/${key}.js`, root).href });
        script.onload = () => (told.has(key) ? resolve(told.get(key)) : reject(new Error(key)));
        script.onerror = () => {
          loading.delete(key); // the network may be back next time
          script.remove();
          reject(new Error(key));
        };
        document.head.append(script);
      }));
    }
    return loading.get(key);
  };
})(window.sotay);
