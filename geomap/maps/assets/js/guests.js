// For folium's own markers, popups and tooltips on a map without jQuery: they call it for one thing, to make elements
// of the HTML that the program's author wrote. Runs before folium's scripts, and only where there are such guests.
(function (gm) {
  "use strict";

  globalThis.$ = globalThis.$ || function (html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    return [...holder.content.children];
  };

  // Leaflet looks for its marker images beside its style sheet, which is inside the page here.
  gm.markerImages = function (images) {
    L.Icon.Default.imagePath = "";
    L.Icon.Default.prototype._getIconUrl = (name) => images[name];
  };
})((globalThis.geomap = globalThis.geomap || {}));
