// Runs before the first paint: the stored choice, else the system's scheme. Shares its key with src/theme/scheme.ts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("echotune.theme");
  } catch {
    // Storage may be closed to us; then the system decides.
  }
  var light = choice === "light" || (choice !== "dark" && matchMedia("(prefers-color-scheme: light)").matches);
  document.documentElement.dataset.theme = light ? "light" : "dark";
})();
