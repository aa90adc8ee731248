// What was read in this browser in; a button at the end of an entry, check marks in lists and the progress of a guide out.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** {entry: {ten: its title, ngay: the day it was read}}. */
  const marks = sotay.memory("sotay-da-doc");
  const told = "Chỉ nhớ trong trình duyệt này.";

  sotay.hasRead = (key) => Object.hasOwn(marks.read(), key);

  function setRead(key, title, isRead) {
    marks.keep(key, isRead ? { ten: title, ngay: new Date().toLocaleDateString("sv") } : null);
    document.dispatchEvent(new CustomEvent("sotay:da-doc", { detail: { key, isRead } }));
  }

  /** A button that says whether an entry was read; what it is asked to show holds also where nothing can be kept. */
  function makeButton(key, title) {
    const button = element("button", { className: "nut-nho nut-da-doc" }, "Đã đọc");
    const show = (isRead) => button.setAttribute("aria-pressed", String(isRead));
    button.setAttribute("aria-label", `Đã đọc: ${title}`);
    button.addEventListener("click", () => setRead(key, title, button.getAttribute("aria-pressed") !== "true"));
    document.addEventListener("sotay:da-doc", ({ detail }) => { if (detail.key === key) show(detail.isRead); });
    show(sotay.hasRead(key));
    return button;
  }

  /** At the end of an entry. */
  function offerMark(box) {
    const { docXong: key, ten: title } = box.dataset;
    const status = element("span", { className: "danh-dau-bao" });
    status.setAttribute("role", "status");
    box.append(makeButton(key, title));
    if ("soSanh" in box.dataset) {
      const address = `${sotay.addressOf("so-sanh/")}?a=${encodeURIComponent(key)}`;
      box.append(element("a", { className: "nut-nho", href: address }, "So sánh với…"));
    }
    box.append(status);
    document.addEventListener("sotay:da-doc", ({ detail }) => {
      if (detail.key === key) status.textContent = detail.isRead ? `Đã đánh dấu đã đọc. ${told}` : "Đã bỏ dấu.";
    });
  }

  /** Beside the entries of a guide: a button each, and how far the reader has come. */
  function offerSteps() {
    const steps = [];
    for (const place of document.querySelectorAll("[data-doc]")) {
      const key = place.dataset.doc;
      const row = place.closest(".doc") || place.closest("li");
      const link = Array.from(row ? row.querySelectorAll("a[href]") : []).find((one) => sotay.entryAt(one) === key);
      const button = makeButton(key, link ? link.textContent.trim() : key);
      place.after(" ", button);
      if ("buoc" in place.dataset) steps.push({ key, link, button, minutes: Number(place.dataset.phut) || 0 });
    }
    return steps;
  }

  function tellProgress(box, steps) {
    const count = element("p", { className: "tien-do-dem" });
    const bar = element("progress", { max: steps.length });
    count.setAttribute("role", "status");
    bar.setAttribute("aria-label", "Đã đọc");
    const next = element("p", { className: "tien-do-tiep" });
    box.append(count, bar, next);

    function update() {
      const left = steps.filter(({ button }) => button.getAttribute("aria-pressed") !== "true");
      const minutes = left.reduce((sum, step) => sum + step.minutes, 0);
      const done = steps.length - left.length;
      bar.value = done;
      count.textContent = left.length ? `Đã đọc ${done}/${steps.length} văn bản, còn khoảng ${minutes}\u00a0phút.` : `Đã đọc cả ${steps.length} văn bản.`;
      next.replaceChildren();
      if (done && left.length && left[0].link) {
        next.append("Theo thứ tự, đọc tiếp: ", element("a", { href: left[0].link.href }, left[0].link.textContent.trim()));
      }
    }
    document.addEventListener("sotay:da-doc", update);
    update();
  }

  /** Behind the links of lists that lead to what was read: a mark, in words for those who do not see it. */
  function checkLists() {
    const known = marks.read();
    if (!Object.keys(known).length) return;
    for (const link of document.querySelectorAll(".md-content :is(li, li > p, td, h3, .khoa-ten) > a[href]")) {
      const key = sotay.entryAt(link);
      if (!key || !Object.hasOwn(known, key) || link.closest(".doc, [data-cua-toi]")) continue;
      const row = link.closest("li, td, h3, p");
      if (row.querySelector("[data-doc]") || row.querySelector("a[href]") !== link) continue;
      const sign = element("span", {}, " ✓");
      sign.setAttribute("aria-hidden", "true");
      link.after(element("span", { className: "da-doc" }, sign, element("span", { className: "chi-nghe" }, " đã đọc")));
    }
  }

  function enhance() {
    document.querySelectorAll("[data-doc-xong]").forEach(offerMark);
    const steps = offerSteps();
    const box = document.querySelector("[data-tien-do]");
    if (box && steps.length) tellProgress(box, steps);
    checkLists();
  }

  sotay.whenReady(enhance);
})(window.sotay);
