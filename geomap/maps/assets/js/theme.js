// The colours of light and dark maps, for what is drawn on canvas; `css/` holds the same for elements.
(function (gm) {
  "use strict";

  gm.FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

  const LIGHT = {
    paper: "#ffffff", ink: "#1d2733", leg: "#4a5563", selection: "#0b5cad",
    sea: "#d5e3ea", land: "#f6f4ee", coast: "#9db7c4", river: "#b3cbd8", border: "#9a8f86",
    division: "#c3b9aa",
    country: "#5d554d", town: "#3a3f45", capital: "#22272d", divisionLabel: "#8a8378", seaLabel: "#6f93a6",
  };
  const DARK = {
    paper: "#f2f4f6", ink: "#1d2733", leg: "#c3ccd6", selection: "#7cc0ff",
    sea: "#0f1a22", land: "#26313a", coast: "#3d5261", river: "#2c4d62", border: "#71808c",
    division: "#4a5863",
    country: "#b9c2ca", town: "#c9d1d8", capital: "#e3e8ec", divisionLabel: "#84919c", seaLabel: "#4e6b7c",
  };

  gm.isDark = function () {
    return document.documentElement.dataset.gmTheme === "dark";
  };

  gm.theme = function () {
    return gm.isDark() ? DARK : LIGHT;
  };

  gm.setTheme = function (map, name) {
    document.documentElement.dataset.gmTheme = name;
    map.eachLayer((layer) => layer instanceof gm.Basemap && layer.repaint());
    gm.symbolsOf(map).redraw();
    map.fire("geomap:theme");
  };

  // Follows the reader's system until told otherwise; paper is always light.
  gm.followSystemTheme = function (map) {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    document.documentElement.dataset.gmTheme = dark.matches ? "dark" : "light";
    dark.addEventListener("change", () => gm.setTheme(map, dark.matches ? "dark" : "light"));
    let before = null;
    addEventListener("beforeprint", () => {
      before = document.documentElement.dataset.gmTheme;
      if (before === "dark") gm.setTheme(map, "light");
    });
    addEventListener("afterprint", () => before === "dark" && gm.setTheme(map, "dark"));
  };
})((globalThis.geomap = globalThis.geomap || {}));
