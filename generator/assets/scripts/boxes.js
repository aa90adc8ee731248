// A page in; boxes that need a browser out: remembered check lists, details opened for print.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** What was ticked in this browser: {list: [text of the item]}. */
  const ticks = sotay.memory("sotay-viec");

  /** Puts a box before every item of a list; items are known by their text, so a changed item starts unticked. */
  function makeTickable(list) {
    const name = list.dataset.danhMuc;
    const ticked = new Set(ticks.read()[name]);
    const boxes = Array.from(list.querySelectorAll("li"), (item) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = item.textContent.trim();
      box.checked = ticked.has(box.value);
      label.append(box, ...item.childNodes);
      item.append(label);
      item.classList.add("co-o");
      return box;
    });
    const bar = element("p", { className: "danh-muc-dem" });
    const count = element("span");
    const clear = element("button", { className: "nut-nho" }, "Bỏ hết dấu");
    count.setAttribute("role", "status");
    bar.append(count, clear);
    list.prepend(bar);

    function update() {
      const done = boxes.filter((box) => box.checked);
      count.textContent = `Đã xong ${done.length}/${boxes.length} việc. Dấu chỉ lưu trong trình duyệt này.`;
      clear.hidden = !done.length;
      ticks.keep(name, done.map((box) => box.value));
    }

    list.addEventListener("change", update);
    clear.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      update();
      boxes[0].focus();
    });
    update();
  }

  /** Opens every closed part of the page for the printer, and closes it again. */
  function openForPrint() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = Array.from(document.querySelectorAll("details:not([open])"));
      for (const part of opened) part.open = true;
    });
    addEventListener("afterprint", () => {
      for (const part of opened) part.open = false;
    });
  }

  /** A link into a closed part opens it, and one to a heading the closed part right below. */
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const below = target.nextElementSibling;
    if (below && below.matches("details.gon")) below.open = true;
    let closed = target.closest("details:not([open])");
    if (!closed) return;
    for (; closed; closed = target.closest("details:not([open])")) closed.open = true;
    target.scrollIntoView();
  }

  function enhance() {
    document.querySelectorAll("[data-danh-muc]").forEach(makeTickable);
    openForPrint();
    openTarget();
    addEventListener("hashchange", openTarget);
  }

  sotay.whenReady(enhance);
})(window.sotay);
