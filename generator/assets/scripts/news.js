// A page of news in; the same page from a chosen day on out: from the address (?tu=2026-10-01), a study round, or the last visit.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** What this browser remembers of each page: {page: {learnt, seen, before}}; days, and only in this browser. */
  const memory = sotay.memory("sotay-moi");
  const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

  /** Today where the reader is, as the page writes days. */
  function today() {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  const written = (day) => day.split("-").reverse().join("/");

  /** The remembered days of a page, today noted as a visit; `before` is the last day of a visit earlier than today. */
  function visit(page) {
    const known = memory.read()[page] || {};
    const days = Object.fromEntries(Object.entries(known).filter(([, day]) => A_DAY.test(day)));
    if (days.seen && days.seen !== today()) days.before = days.seen;
    days.seen = today();
    memory.keep(page, days);
    return days;
  }

  const button = (text, act) => {
    const made = element("button", { className: "nut-nho", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  function offerFilter(box) {
    const page = box.dataset.locMoi;
    const editions = Array.from(document.querySelectorAll("[data-ngay]"));
    let days = visit(page);

    const date = element("input", { type: "date", id: "moi-tu", max: today() });
    const label = element("label", { htmlFor: "moi-tu", textContent: "Xem từ ngày" });
    const all = button("Xem tất cả", () => show(""));
    const offers = element("span", { className: "loc-moi-nut" });
    const status = element("p", { className: "loc-moi-bao" });
    status.setAttribute("role", "status");

    /** Shows what is new since a day (empty: everything) and keeps the day in the address. */
    function show(since, keeps = true) {
      date.value = since;
      all.hidden = !since;
      for (const edition of editions) edition.hidden = Boolean(since && edition.dataset.ngay && edition.dataset.ngay < since);
      const shown = editions.filter((edition) => !edition.hidden && !("banDau" in edition.dataset));
      const news = shown.length ? `${shown.length} lần cập nhật` : "chưa có gì mới";
      status.textContent = since ? `Từ ngày ${written(since)}: ${news}.` : "";
      if (!keeps) return;
      const address = new URL(location.href);
      if (since) address.searchParams.set("tu", since);
      else address.searchParams.delete("tu");
      history.replaceState(history.state, "", address);
    }

    function offer() {
      offers.replaceChildren();
      const last = days.learnt || days.before;
      const name = days.learnt ? "Từ lần học trước" : "Từ lần xem trước";
      if (last) offers.append(button(`${name} (${written(last)})`, () => show(last)));
      offers.append(all);
      if (days.learnt !== today()) offers.append(button("Đánh dấu đã học đến hôm nay", () => keep({ ...days, learnt: today() })));
      if (last) offers.append(button("Xóa ngày đã nhớ", () => keep(null)));
    }

    function keep(changed) {
      days = changed || { seen: today() };
      memory.keep(page, changed);
      offer();
      status.textContent = changed ? "Đã nhớ ngày hôm nay, chỉ trong trình duyệt này." : "Đã xóa ngày đã nhớ.";
      offers.querySelector("button:not([hidden])").focus();
    }

    /** A list of the study rounds that were held, as starting points. */
    function offerRounds() {
      const rounds = Array.from(box.querySelectorAll("[data-dot-hoc]")).filter((one) => one.dataset.dotHoc <= today());
      if (!rounds.length) return [];
      const select = element("select", { id: "moi-dot-hoc" }, element("option", { value: "", textContent: "chọn đợt học" }));
      for (const one of rounds) {
        const day = one.dataset.dotHoc;
        select.append(element("option", { value: day, textContent: `${one.textContent.trim()} (${written(day)})` }));
      }
      select.addEventListener("change", () => show(select.value));
      return [element("label", { htmlFor: "moi-dot-hoc", textContent: "hoặc từ đợt học" }), select];
    }

    date.addEventListener("change", () => show(date.value));
    box.replaceChildren(element("p", { className: "loc-moi-hang" }, label, date, ...offerRounds()), offers, status);
    offer();
    const asked = new URLSearchParams(location.search).get("tu") || "";
    show(A_DAY.test(asked) ? asked : "", false);
  }

  const enhance = () => document.querySelectorAll("[data-loc-moi]").forEach(offerFilter);
  sotay.whenReady(enhance);
})(window.sotay);
