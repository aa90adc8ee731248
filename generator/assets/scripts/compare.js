// Two entries named in the address (?a=nghi-quyet/x&b=nghi-quyet/y) or picked by searching in; both side by side, by section, out.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  const SIDES = ["a", "b"];
  const NAMES = { a: "Mục thứ nhất", b: "Mục thứ hai" };
  const SHOWN = 8;
  const PAUSE = 150; // ms after the last key before the search begins

  const linkTo = (key, title) => element("a", { href: sotay.addressOf(`${key}/`) }, title);

  /** A search box whose results are entries; `choose` gets the key of the one that is picked. */
  function makePicker(side, choose) {
    const input = element("input", { type: "search", id: `so-sanh-${side}`, autocomplete: "off", placeholder: "số, ký hiệu hoặc vài chữ trong tên" });
    const list = element("ul", { className: "so-sanh-goi-y" });
    const status = element("p", { className: "so-sanh-bao" });
    const chosen = element("p", { className: "so-sanh-da-chon" });
    status.setAttribute("role", "status");
    let timer = 0;
    let asked = "";

    function offer({ url, title }) {
      const key = sotay.entryAt(new URL(url));
      const made = element("button", { className: "so-sanh-muc" }, title);
      made.addEventListener("click", () => {
        input.value = "";
        list.replaceChildren();
        status.textContent = "";
        choose(key);
      });
      return element("li", {}, made);
    }

    async function search() {
      const query = (asked = input.value.trim());
      if (!query) return list.replaceChildren();
      try {
        const found = await sotay.search(query, { limit: 40 });
        if (query !== asked) return;
        const entries = found.filter(({ url }) => sotay.entryAt(new URL(url))).slice(0, SHOWN);
        list.replaceChildren(...entries.map(offer));
        status.textContent = entries.length ? `${entries.length} mục gợi ý` : "Không tìm thấy mục nào.";
      } catch {
        status.textContent = "Không tải được dữ liệu tìm kiếm. Kiểm tra kết nối rồi gõ lại.";
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    const box = element("div", { className: "so-sanh-chon" }, element("label", { htmlFor: input.id }, NAMES[side]), chosen, input, status, list);
    return { box, input, show: (key, data) => chosen.replaceChildren(...(data ? [linkTo(key, data.title)] : [])) };
  }

  /** The rows of both entries in one order: those of the first, and among them those that only the second has. */
  function align(first, second) {
    const keys = first.map(([key]) => key);
    second.forEach(([key], place) => {
      if (keys.includes(key)) return;
      const before = place ? keys.indexOf(second[place - 1][0]) : -1;
      keys.splice(before + 1, 0, key);
    });
    const at = (rows, key) => rows.find(([one]) => one === key);
    return keys.map((key) => {
      const [one, other] = [at(first, key), at(second, key)];
      return { label: (one || other)[1], texts: [one ? one[2] : [], other ? other[2] : []] };
    });
  }

  const rowsOf = (data) => [
    ...(data.rows.some(([key]) => key === "kind") ? [] : [["kind", "Loại mục", [data.kind]]]),
    ["ten", "Tên", [data.name || data.title]],
    ["tom-tat", "Tóm tắt", [data.summary]],
    ["phut", "Thời gian đọc trang", [`khoảng ${data.minutes} phút`]],
    ...data.rows,
  ];

  const drawn = (text) => (Array.isArray(text) ? linkTo(text[1], text[0]) : text);

  function drawCell(texts, title) {
    const name = element("p", { className: "so-sanh-cua" }, title);
    if (!texts.length) return element("div", {}, name, element("p", { className: "phu" }, "không ghi"));
    if (texts.length === 1) return element("div", {}, name, element("p", {}, drawn(texts[0])));
    return element("div", {}, name, element("ul", {}, ...texts.map((text) => element("li", {}, drawn(text)))));
  }

  function drawRow({ label, texts }, titles) {
    const isSame = JSON.stringify(texts[0]) === JSON.stringify(texts[1]);
    const heading = element("h2", {}, label, ...(isSame ? [" ", element("small", { className: "phu" }, "giống nhau")] : []));
    const cells = element("div", { className: "so-sanh-hai" }, ...texts.map((one, n) => drawCell(one, titles[n])));
    const row = element("section", { className: "so-sanh-dong" }, heading, cells);
    row.classList.toggle("giong", isSame);
    return row;
  }

  function draw(box, keys, told) {
    const titles = told.map(({ title }) => title);
    const heads = element("div", { className: "so-sanh-hai so-sanh-dau" }, ...keys.map((key, n) => element("p", {}, linkTo(key, titles[n]))));
    const only = element("input", { type: "checkbox" });
    const choice = element("label", { className: "so-sanh-loc" }, only, " Chỉ xem chỗ khác nhau");
    only.addEventListener("change", () => box.classList.toggle("chi-khac", only.checked));
    const rows = align(...told.map(rowsOf)).map((row) => drawRow(row, titles));
    box.classList.remove("chi-khac");
    box.replaceChildren(choice, heads, ...rows);
  }

  function offer(place) {
    const asked = new URLSearchParams(location.search);
    const keys = Object.fromEntries(SIDES.map((side) => [side, sotay.isEntryKey(asked.get(side)) ? asked.get(side) : ""]));
    const status = element("p", { className: "so-sanh-bao" });
    const result = element("div", { className: "so-sanh" });
    status.setAttribute("role", "status");
    const pickers = Object.fromEntries(SIDES.map((side) => [side, makePicker(side, (key) => {
      keys[side] = key;
      const address = new URL(location.href);
      for (const one of SIDES) if (keys[one]) address.searchParams.set(one, keys[one]);
      history.replaceState(history.state, "", address);
      show();
    })]));

    const load = (key) => (key ? sotay.entry(key).catch(() => null) : Promise.resolve(undefined));

    async function show() {
      const told = await Promise.all(SIDES.map((side) => load(keys[side])));
      SIDES.forEach((side, n) => pickers[side].show(keys[side], told[n]));
      const lost = SIDES.filter((side, n) => told[n] === null).map((side) => keys[side]);
      const missing = SIDES.filter((side, n) => !told[n]);
      result.replaceChildren();
      if (lost.length) status.textContent = `Không tải được: ${lost.join(", ")}. Có thể mục không còn trong kho, hoặc máy đang ngắt mạng.`;
      else if (missing.length) status.textContent = `Chọn ${missing.map((side) => NAMES[side].toLowerCase()).join(" và ")}.`;
      else {
        status.textContent = `Đang so sánh ${told[0].title} và ${told[1].title}.`;
        draw(result, SIDES.map((side) => keys[side]), told);
      }
      if (missing.length === 1) pickers[missing[0]].input.focus({ preventScroll: true });
    }

    place.replaceChildren(element("div", { className: "so-sanh-hai" }, ...SIDES.map((side) => pickers[side].box)), status, result);
    show();
  }

  const enhance = () => document.querySelectorAll("[data-so-sanh-hai]").forEach(offer);
  sotay.whenReady(enhance);
})(window.sotay);
