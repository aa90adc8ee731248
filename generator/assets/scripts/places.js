// Where the reader of an entry is in; a line that leads back there, on the front page and in guides, out. Nothing scrolls by itself.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** {entry: {ten: title, muc: anchor, tenMuc: heading, luc: time as ISO 8601}}, the last few. */
  const places = sotay.memory("sotay-cho-doc");
  const MOST = 30;
  const PAUSE = 400; // ms without scrolling before the place is written down

  const latest = (table) => Object.entries(table).sort(([, one], [, other]) => String(other.luc).localeCompare(String(one.luc)));

  /** Writes down where the reader is; what was read to the end has no place any more. */
  function keep(key, place) {
    const others = latest(places.read()).filter(([other]) => other !== key);
    const all = place ? [[key, { ...place, luc: new Date().toISOString() }], ...others] : others;
    places.replace(Object.fromEntries(all.slice(0, MOST)));
  }

  /** The last heading above the middle of the screen. */
  function headingHere() {
    const headings = Array.from(document.querySelectorAll(".md-content :is(h2, h3)[id]"));
    return headings.filter((one) => one.getClientRects().length && one.getBoundingClientRect().top < innerHeight / 2).pop();
  }

  function textOf(heading) {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".headerlink, .dem").forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  function follow({ dataset: { docXong: key, ten } }) {
    let timer = 0;
    const before = places.read()[key];
    if (!sotay.hasRead(key)) keep(key, { ten, muc: "", tenMuc: "", ...before });
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const heading = headingHere();
        if (!sotay.hasRead(key)) keep(key, { ten, muc: heading ? heading.id : "", tenMuc: heading ? textOf(heading) : "" });
      }, PAUSE);
    }, { passive: true });
    document.addEventListener("sotay:da-doc", ({ detail }) => { if (detail.key === key && detail.isRead) keep(key, null); });
  }

  /** The link back to a place. */
  sotay.linkToPlace = (key, { ten, muc, tenMuc }) => {
    const anchor = muc ? `#${encodeURIComponent(muc)}` : "";
    return element("a", { href: sotay.addressOf(`${key}/`) + anchor }, tenMuc ? `${ten}, mục “${tenMuc}”` : ten);
  };

  /** The line in a box: the last place among the entries `wanted`, all of them when there is no such list. */
  function offer(box, wanted) {
    const found = latest(places.read()).find(([key]) => sotay.isEntryKey(key) && (!wanted || wanted.has(key)));
    if (!found) return;
    const mine = element("a", { className: "doc-do-khac", href: sotay.addressOf("cua-toi/") }, "Của tôi");
    box.append(element("p", {}, element("b", {}, "Đọc tiếp chỗ đã dừng: "), sotay.linkToPlace(...found), " ", mine));
  }

  function enhance() {
    const entry = document.querySelector("[data-doc-xong]");
    if (entry) follow(entry);
    document.querySelectorAll("[data-doc-do]").forEach((box) => offer(box));
    const inGuide = new Set(Array.from(document.querySelectorAll("[data-doc]"), (one) => one.dataset.doc));
    document.querySelectorAll("[data-tien-do]").forEach((box) => offer(box, inGuide));
  }

  sotay.whenReady(enhance);
})(window.sotay);
