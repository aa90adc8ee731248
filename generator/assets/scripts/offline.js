// The manifest's address in; the worker registered, a line that tells of copies, and what keeps them loaded where needed, out.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  const manifest = document.querySelector('link[rel="manifest"]');
  const root = manifest && new URL(".", manifest.href);
  const isAble = Boolean(root && self.isSecureContext && "serviceWorker" in navigator && "caches" in self);
  const A_DAY = 86400000;

  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());

  /** A moment as people say it: `ngày 22/11/2026, 3 ngày trước`. */
  function tellAge(written) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(written) ? new Date(written + "T00:00") : new Date(written);
    const days = Math.round((midnight(new Date()) - midnight(day)) / A_DAY);
    const ago = days <= 0 ? "hôm nay" : days === 1 ? "hôm qua" : `${days} ngày trước`;
    const [year, month, date] = day.toLocaleDateString("sv").split("-");
    return `ngày ${date}/${month}/${year}, ${ago}`;
  }

  /** What the line at the top says; empty for a page that came over the network. */
  function say(copied) {
    if (location.protocol === "file:") return copied ? `Bản mang đi, nội dung đến ${tellAge(copied)}.` : "";
    if (copied) return `${navigator.onLine ? "" : "Không có mạng. "}Bản lưu ${tellAge(copied)}.`;
    return navigator.onLine ? "" : "Không có mạng.";
  }

  function showLine() {
    const mark = document.querySelector('meta[name="ban-luu"]');
    const main = document.querySelector(".md-main");
    if (!main) return;
    const line = element("p", { className: "ban-luu khong-in" });
    line.setAttribute("role", "status");
    main.before(line);
    const update = () => {
      const text = say(mark && mark.content);
      line.replaceChildren(text);
      if (text && isAble) line.append(" ", element("a", { href: new URL("ngoai-tuyen/", root), textContent: "Trang đã giữ" }));
      line.hidden = !text;
    };
    addEventListener("online", update);
    addEventListener("offline", update);
    update();
  }

  /** Kept guides are brought up to date once a day, unless the reader saves data. */
  async function isRefreshDue() {
    const isAsked = sotay.memory("sotay-ban-luu").read().asked === new Date().toDateString();
    if (isAsked || !navigator.onLine || (navigator.connection && navigator.connection.saveData)) return false;
    return caches.has(`sotay:${root.pathname}:lists`);
  }

  async function start() {
    showLine();
    if (!isAble) return;
    sotay.offline = { root, tellAge, isRefreshDue: false };
    const isNeeded = document.querySelector("[data-giu], [data-ban-da-giu]");
    sotay.offline.isRefreshDue = await isRefreshDue().catch(() => false); // storage is closed to this page
    // The side that keeps copies is a script of its own, since few pages need it.
    if (isNeeded || sotay.offline.isRefreshDue) sotay.loadScript("ngoai-tuyen.js");
  }

  function register() {
    navigator.serviceWorker.register(new URL("sw.js", root), { updateViaCache: "none" }).catch(() => {
      // the browser keeps no copies (private window, storage full): the site works as without
    });
  }

  sotay.whenReady(start);
  if (isAble) addEventListener("load", () => (self.requestIdleCallback || setTimeout)(register));
})(window.sotay);
