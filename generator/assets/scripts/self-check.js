// Self-check questions of a page in; forms to choose in, which explain the chosen answers, out. Choices stay in this browser.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** What was chosen in this browser: {question: [text of the choice]}. */
  const chosenBefore = sotay.memory("sotay-tu-kiem");

  /** One choice with its box; the choice and its explanation are items of two lists. */
  function makeChoice(item, explanation, kind, group, letter) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = kind;
    box.name = group;
    box.value = item.textContent.trim();
    label.append(box, `${letter}. `, ...item.childNodes);
    item.append(label);
    return { item, box, explanation, letter, isCorrect: Boolean(explanation.querySelector(".dung")) };
  }

  /** What is said of the chosen answers: each with its explanation. */
  function explain(chosen, isRight) {
    if (!chosen.length) return [element("p", {}, "Chọn một phương án rồi bấm Kiểm tra.")];
    const lines = chosen.map(({ explanation, letter, isCorrect }) => {
      const line = element("p", { className: isCorrect ? "chon-dung" : "chon-sai" }, `${letter}. `);
      line.append(...Array.from(explanation.childNodes, (node) => node.cloneNode(true)));
      return line;
    });
    const isIncomplete = !isRight && chosen.every(({ isCorrect }) => isCorrect);
    return isIncomplete ? [...lines, element("p", {}, "Còn phương án đúng chưa chọn.")] : lines;
  }

  /** Turns a question into a form; gives what its section needs: whether it was answered, and how. */
  function makeForm(question, number, onChange) {
    const name = question.dataset.tuKiem;
    const [asked, list, answers] = [".tu-kiem-hoi", ":scope > ol", ".tu-kiem-dap ol"].map((one) => question.querySelector(one));
    const explanations = Array.from(answers.children);
    const kind = explanations.filter((one) => one.querySelector(".dung")).length > 1 ? "checkbox" : "radio";
    const choices = Array.from(list.children, (item, n) =>
      makeChoice(item, explanations[n], kind, `tu-kiem-${number}`, String.fromCharCode(65 + n)));

    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    const button = element("button", { className: "nut-nho" }, "Kiểm tra");
    const result = element("div", { className: "tu-kiem-bao" });
    result.setAttribute("role", "status");
    legend.append(asked);
    fieldset.append(legend, list, button, result);
    question.prepend(fieldset);

    const state = { isAnswered: false, isRight: false };

    function hide() {
      state.isAnswered = state.isRight = false;
      result.replaceChildren();
      for (const { item } of choices) item.classList.remove("chon-dung", "chon-sai");
    }

    function show() {
      const chosen = choices.filter(({ box }) => box.checked);
      state.isAnswered = chosen.length > 0;
      state.isRight = state.isAnswered && choices.every(({ box, isCorrect }) => box.checked === isCorrect);
      for (const { item, isCorrect } of chosen) item.classList.add(isCorrect ? "chon-dung" : "chon-sai");
      result.replaceChildren(...explain(chosen, state.isRight));
    }

    function choose(texts) {
      for (const { box } of choices) box.checked = texts.includes(box.value);
      hide();
      if (texts.length) show();
    }

    button.addEventListener("click", () => {
      hide();
      show();
      chosenBefore.keep(name, choices.filter(({ box }) => box.checked).map(({ box }) => box.value));
      onChange();
    });
    fieldset.addEventListener("change", () => {
      hide();
      onChange();
    });

    const before = chosenBefore.read()[name];
    choose(Array.isArray(before) ? before : []);
    return {
      state,
      first: choices[0].box,
      clear() {
        choose([]);
        chosenBefore.keep(name, []);
      },
    };
  }

  /** Makes all questions of a section forms and counts the answers above them. */
  function enhance(section) {
    const bar = element("p", { className: "danh-muc-dem" });
    const count = element("span");
    const again = element("button", { className: "nut-nho" }, "Làm lại");
    count.setAttribute("role", "status");
    bar.append(count, again);
    section.prepend(bar);
    const questions = section.querySelectorAll("[data-tu-kiem]");
    const forms = Array.from(questions, (one, n) => makeForm(one, n + 1, () => update()));

    function update() {
      const answered = forms.filter(({ state }) => state.isAnswered);
      const right = answered.filter(({ state }) => state.isRight);
      count.textContent = `Đã trả lời ${answered.length}/${forms.length} câu, đúng ${right.length}. Chỉ lưu trong trình duyệt này.`;
      again.hidden = !answered.length;
    }

    again.addEventListener("click", () => {
      for (const form of forms) form.clear();
      update();
      forms[0].first.focus();
    });
    update();
  }

  /** Paper gets the questions bare and the answers after everything else, as a sheet of their own. */
  function gatherForPrint() {
    let sheet = null;
    addEventListener("beforeprint", () => {
      const questions = document.querySelectorAll("[data-tu-kiem]");
      if (!questions.length || sheet) return;
      sheet = element("section", { className: "dap-an-in" });
      sheet.append(element("h2", {}, "Đáp án và giải thích"));
      for (const question of questions) {
        sheet.append(element("p", { className: "dap-an-cau" }, question.querySelector(".tu-kiem-hoi b").textContent));
        sheet.append(question.querySelector(".tu-kiem-dap ol").cloneNode(true));
      }
      questions[0].closest("article, main, body").append(sheet);
      document.documentElement.classList.add("in-dap-an");
    });
    addEventListener("afterprint", () => {
      if (sheet) sheet.remove();
      sheet = null;
      document.documentElement.classList.remove("in-dap-an");
    });
  }

  function start() {
    document.querySelectorAll("[data-tu-kiem-tra]").forEach(enhance);
    gatherForPrint();
  }

  sotay.whenReady(start);
})(window.sotay);
