// What this browser remembers in; the page “Của tôi” that shows it, gives it away as a file, takes it back and forgets it, out.
(function (sotay) {
  "use strict";

  const { element } = sotay;

  const button = (text, act) => {
    const made = element("button", { className: "md-button" }, text);
    made.addEventListener("click", act);
    return made;
  };

  const written = (day) => String(day).slice(0, 10).split("-").reverse().join("/");

  /** A list with a button per line that forgets it. */
  function listing(title, lines) {
    const list = element("ul", { className: "cua-toi-ds" });
    for (const { link, note, forget, label } of lines) {
      const drop = element("button", { className: "nut-nho" }, "Bỏ");
      drop.setAttribute("aria-label", `Bỏ: ${label}`);
      drop.addEventListener("click", forget);
      list.append(element("li", {}, link, " ", element("small", { className: "phu" }, note), " ", drop));
    }
    return lines.length ? [element("h2", {}, title), list] : [];
  }

  function readEntries(refresh) {
    const memory = sotay.memory("sotay-da-doc");
    const entries = Object.entries(memory.read()).filter(([key, one]) => sotay.isEntryKey(key) && one);
    entries.sort(([, one], [, other]) => String(other.ngay).localeCompare(String(one.ngay)));
    return listing(`Đã đọc (${entries.length})`, entries.map(([key, { ten, ngay }]) => ({
      link: element("a", { href: sotay.addressOf(`${key}/`) }, String(ten)), note: written(ngay), label: String(ten),
      forget: () => { memory.keep(key, null); refresh(`Đã bỏ “${ten}”.`); },
    })));
  }

  function places(refresh) {
    const memory = sotay.memory("sotay-cho-doc");
    const entries = Object.entries(memory.read()).filter(([key, one]) => sotay.isEntryKey(key) && one);
    entries.sort(([, one], [, other]) => String(other.luc).localeCompare(String(one.luc)));
    return listing("Chỗ đọc dở", entries.map(([key, place]) => ({
      link: sotay.linkToPlace(key, place), note: written(place.luc), label: String(place.ten),
      forget: () => { memory.keep(key, null); refresh(`Đã bỏ “${place.ten}”.`); },
    })));
  }

  /** How much there is of everything else. */
  function counts() {
    const rows = sotay.stores.STORES.map(({ label, memory }) => [label, Object.keys(memory.read()).length]).filter(([, n]) => n);
    const list = element("ul", {}, ...rows.map(([label, n]) => element("li", {}, `${label}: ${n}`)));
    return rows.length
      ? [element("h2", {}, "Trình duyệt này đang nhớ"), list]
      : [element("p", {}, "Chưa có gì được nhớ. Nút “Đã đọc” ở cuối mỗi mục và trong hướng dẫn học tập là chỗ bắt đầu.")];
  }

  function save() {
    const file = sotay.stores.pack();
    const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    const link = element("a", { href: address, download: `so-tay-cua-toi-${file.saved}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /** Reads the chosen file; gives {stores} or {fault}. */
  async function read(file) {
    if (file.size > sotay.stores.LARGEST) return { fault: "tệp lớn hơn 1 MB" };
    try {
      return sotay.stores.unpack(await file.text());
    } catch {
      return { fault: "trình duyệt không đọc được tệp" };
    }
  }

  /** Shows what a file holds and asks whether it joins or takes the place of what is here. */
  function offerImport(box, finish) {
    const input = element("input", { type: "file", id: "cua-toi-tep", accept: ".json,application/json" });
    const ask = element("div", { className: "cua-toi-hoi" });
    ask.setAttribute("role", "status");
    const done = (isKept) => finish(isKept ? "Đã nhập xong." : "Trình duyệt không cho lưu, hoặc đã hết chỗ; có phần chưa được nhập.");
    input.addEventListener("change", async () => {
      if (!input.files.length) return ask.replaceChildren();
      const { stores, fault } = await read(input.files[0]);
      if (fault) return ask.replaceChildren(element("p", { className: "cua-toi-loi" }, `Không nhập: ${fault}. Những gì đang nhớ vẫn như trước.`));
      const told = sotay.stores.STORES.filter(({ name }) => Object.hasOwn(stores, name))
        .map(({ name, label }) => `${label.toLowerCase()}: ${Object.keys(stores[name]).length}`).join("; ");
      ask.replaceChildren(
        element("p", {}, `Tệp có ${told || "không dòng nào"}.`),
        button("Gộp vào", () => done(sotay.stores.take(stores, true))), " ",
        button("Thay tất cả", () => done(sotay.stores.take(stores, false))));
    });
    box.append(element("p", {}, element("label", { htmlFor: input.id }, "Nhập từ tệp đã xuất: "), input), ask);
  }

  function offerClearing(box, finish) {
    const ask = element("span", { className: "cua-toi-hoi" });
    const start = button("Xóa tất cả…", () => {
      const sure = button("Xóa thật", () => finish(sotay.stores.forget() ? "Đã xóa tất cả." : "Trình duyệt không cho xóa."));
      const stop = button("Thôi", () => { ask.replaceChildren(start); start.focus(); });
      ask.replaceChildren(element("span", {}, "Xóa mọi dấu trong trình duyệt này? Không lấy lại được. "), sure, " ", stop);
      stop.focus();
    });
    ask.append(start);
    box.append(element("p", {}, ask));
  }

  function fill(box) {
    const status = element("p", { className: "cua-toi-bao" });
    status.setAttribute("role", "status");
    status.tabIndex = -1;
    const content = element("div", {});
    const tools = element("div", { className: "cua-toi-tep" });
    box.replaceChildren(status, content, tools); // in place of what is said without a script

    function refresh(message) {
      content.replaceChildren(...places(refresh), ...readEntries(refresh), ...counts());
      tools.replaceChildren(element("h2", {}, "Mang đi, nhập, xóa"), element("p", {}, button("Xuất ra tệp", save)));
      offerImport(tools, finish);
      offerClearing(tools, finish);
      status.textContent = message;
      if (message) status.focus();
    }

    function finish(message) {
      refresh(message);
      const { co, cot } = sotay.memory("sotay-co-chu").read();
      if (sotay.applyTextSize) sotay.applyTextSize({ co, cot });
    }
    refresh("");
  }

  const enhance = () => document.querySelectorAll("[data-cua-toi]").forEach(fill);
  sotay.whenReady(enhance);
})(window.sotay);
