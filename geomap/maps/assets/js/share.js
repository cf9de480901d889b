// The third tab: a link to what is shown, the incidents as files, a picture, print, light or dark.
(function (gm) {
  "use strict";

  const SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox";

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
        button("Copy code to embed", () => copy(gm.embedCode(gm.mapAddress(location.href) + panel.address(), panel.title),
          location.protocol === "file:" ? "Code copied. It wants this map's file beside the page." : "Code copied.")),
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

  // Where another page finds the map: on the web its address; on a disk, of which nobody else has the folders, its name.
  gm.mapAddress = function (href) {
    const address = href.split("#")[0];
    return address.startsWith("file:") ? address.slice(address.lastIndexOf("/") + 1) : address;
  };

  // As `geomap embed` writes it: the map runs its script, but reaches nothing of the page around it.
  gm.embedCode = function (address, title) {
    const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
    return '<iframe src="' + escaped(address) + '" title="' + escaped(title) + '" width="100%" height="600" ' +
      'style="display:block;border:0" sandbox="' + SANDBOX + '" referrerpolicy="no-referrer" loading="lazy" ' +
      'allow="fullscreen"></iframe>';
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
      const copied = document.execCommand("copy");
      field.remove();
      if (!copied) return "The browser lets this page copy nothing. Here it is: " + text;
    }
    return done;
  }

  async function save(panel, name) {
    const canvas = gm.picture(panel.map, panel.store, panel.title, panel.subtitle());
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    gm.download(name, "image/png", blob);
  }
})((globalThis.geomap = globalThis.geomap || {}));
