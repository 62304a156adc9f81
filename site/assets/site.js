"use strict";

const themes = ["auto", "light", "dark"];
const theme = document.querySelector(".theme");
const show = () => {
  theme.textContent = `Theme: ${document.documentElement.dataset.theme}`;
};
theme.hidden = false;
show();
theme.addEventListener("click", () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
  show();
});

// What scrolls sideways can be reached with the keyboard.
const reach = () => {
  for (const part of document.querySelectorAll("main pre, main .table, main math[display=block]")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
};
addEventListener("load", reach);
addEventListener("resize", reach);
addEventListener("toggle", reach, true);

for (const block of document.querySelectorAll("main .highlight")) {
  if (!block.querySelector(".language-python, .language-sh")) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  button.className = "copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  block.append(button);
}

addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((each) => (each.open = true)));

// Marks of what is done, kept in this browser.
const marks = () => new Set(JSON.parse(localStorage.getItem("done") || "[]"));
const keep = (names) => localStorage.setItem("done", JSON.stringify([...names]));
const mark = () => {
  for (const link of document.querySelectorAll(".lessons a")) {
    const done = marks().has(link.dataset.lesson);
    link.parentElement.classList.toggle("is-done", done);
    link.setAttribute("aria-label", link.textContent + (done ? " (done)" : ""));
  }
};
mark();

const box = document.querySelector(".done");
if (box) {
  const name = document.querySelector("main").dataset.lesson;
  const input = box.querySelector("input");
  box.hidden = false;
  input.checked = marks().has(name);
  input.addEventListener("change", () => {
    const names = marks();
    if (input.checked) names.add(name);
    else names.delete(name);
    keep(names);
  });
}

const file = document.querySelector(".marks input");
if (file) {
  document.querySelector(".marks").hidden = false;
  file.addEventListener("change", async () => {
    const said = document.querySelector(".marks output");
    try {
      const { chapters } = JSON.parse(await file.files[0].text());
      const done = chapters.filter(({ functions }) => Object.values(functions).every(Boolean));
      const names = marks();
      for (const link of document.querySelectorAll(".lessons a")) {
        const start = `${link.dataset.lesson.slice(2, 3)}.${link.dataset.lesson.slice(3, 4)}`;
        if (done.some(({ chapter }) => chapter === start)) names.add(link.dataset.lesson);
      }
      keep(names);
      mark();
      said.textContent = `Chapters done: ${done.length}`;
    } catch {
      said.textContent = "This is not what nox -- --json writes.";
    }
  });
}

if (document.querySelector("#search")) {
  addEventListener("DOMContentLoaded", () => {
    new PagefindUI({ element: "#search", showImages: false, showSubResults: true, autofocus: true });
    document.querySelector("#search input").setAttribute("aria-label", "Search the lessons");
  });
}
