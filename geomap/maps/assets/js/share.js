// The third tab: a link to what is shown, the incidents as files, a picture, print, light or dark.
(function (gm) {
  "use strict";

  gm.sharePage = function (panel) {
    const said = gm.el("p", { class: "gm-said", role: "status", "aria-live": "polite" });
    const button = (label, act) =>
      gm.el("li", {}, gm.el("button", { type: "button", onclick: async () => {
        said.textContent = (await act()) || "";
      } }, label));
    const name = (ending) => (gm.folded(panel.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "map") + ending;
    return gm.el("div", { class: "gm-share", id: "gm-share", role: "tabpanel", tabindex: "0" }, [
      gm.el("h2", {}, "This view"),
      gm.el("ul", {}, [
        button("Copy link", () => copy(location.href.split("#")[0] + panel.address(), "Link copied.")),
        button("Copy code to embed", () => copy(gm.embedCode(location.href.split("#")[0] + panel.address(), panel.title),
          "Code copied. Put the map file where the page can reach it.")),
        button("Save picture (PNG)", () => save(panel, name(".png"))),
        button("Print or save as PDF", () => print()),
      ]),
      gm.el("h2", {}, "The incidents shown"),
      gm.el("ul", {}, [
        button("Download GeoJSON", () => {
          const text = JSON.stringify(gm.toGeoJson(panel.store, panel.shown), null, 1);
          gm.download(name(".geojson"), "application/geo+json", text);
        }),
        button("Download CSV", () => gm.download(name(".csv"), "text/csv", gm.toCsv(panel.store, panel.shown))),
      ]),
      gm.el("h2", {}, "Appearance"),
      gm.el("ul", {}, [button("Light or dark", () => gm.setTheme(panel.map, gm.isDark() ? "light" : "dark"))]),
      said,
    ]);
  };

  gm.embedCode = function (address, title) {
    const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
    return '<iframe src="' + escaped(address) + '" title="' + escaped(title) +
      '" width="100%" height="600" style="border:0" loading="lazy"></iframe>';
  };

  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where the clipboard is closed to the page: the old way, through a selection.
      const field = gm.el("textarea", { class: "gm-clip" });
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    return done;
  }

  async function save(panel, name) {
    const canvas = gm.picture(panel.map, panel.store, panel.title, panel.subtitle());
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    gm.download(name, "image/png", blob);
  }
})((globalThis.geomap = globalThis.geomap || {}));
