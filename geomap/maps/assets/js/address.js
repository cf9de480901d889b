// The address of the page holds filters, view and selection, so that a link shows what its sender saw. Only the part
// after "#" is used: it works for files, and is never sent to any server.
(function (gm) {
  "use strict";

  const WORDS = ["text", "place", "actor"];
  const LATER = 250; // milliseconds: the address follows when the hand rests

  gm.writeAddress = function ({ store, filter, map, sort, selected, hiddenGroups }) {
    const words = new URLSearchParams();
    const add = (name, value) => value !== null && value !== "" && value !== undefined && words.set(name, value);
    const types = [...filter.hiddenTypes].map((n) => store.types[n].key);
    add("types", types.map((key) => "-" + key).join(","));
    add("layers", hiddenGroups.map((n) => "-" + store.groups[n].key).join(","));
    add("status", [...filter.hiddenStatuses].map((n) => "-" + gm.STATUSES[n]).join(","));
    add("confidence", filter.minimum > 0 ? String(filter.minimum) : "");
    add("main", filter.mainOnly ? "1" : "");
    add("unplaced", filter.unplacedOnly ? "1" : "");
    add("since", filter.from === null ? "" : gm.dayText(filter.from));
    add("until", filter.to === null ? "" : gm.dayText(filter.to));
    for (const name of WORDS) add(name, filter[name]);
    add("sort", sort === gm.FIRST_SORT ? "" : sort);
    add("incident", selected >= 0 ? store.rows.id[selected] : "");
    const center = map.getCenter();
    add("view", [center.lat.toFixed(3), center.lng.toFixed(3), map.getZoom()].join(","));
    return "#" + words.toString().replace(/%2C/g, ",");
  };

  // Reads an address into a filter; what it does not know it leaves. Returns {view, incident, hiddenGroups, sort}.
  gm.readAddress = function (address, store, filter) {
    const words = new URLSearchParams(address.replace(/^#/, ""));
    const hidden = (name, keys) => (words.get(name) || "").split(",").filter((word) => word.startsWith("-"))
      .map((word) => keys.indexOf(word.slice(1))).filter((n) => n >= 0);
    hidden("types", store.types.map((type) => type.key)).forEach((n) => filter.hiddenTypes.add(n));
    hidden("status", gm.STATUSES).forEach((n) => filter.hiddenStatuses.add(n));
    filter.minimum = Math.max(0, Math.min(1, Number(words.get("confidence")) || 0));
    filter.mainOnly = words.get("main") === "1";
    filter.unplacedOnly = words.get("unplaced") === "1";
    filter.from = day(words.get("since"), false);
    filter.to = day(words.get("until"), true);
    for (const name of WORDS) filter[name] = words.get(name) || "";
    const view = (words.get("view") || "").split(",").map(Number);
    return {
      view: view.length === 3 && view.every(Number.isFinite) ? view : null,
      incident: words.has("incident") ? store.rows.id.indexOf(words.get("incident")) : -1,
      hiddenGroups: hidden("layers", store.groups.map((group) => group.key)),
      sort: Object.hasOwn(gm.SORTS, words.get("sort") || "") ? words.get("sort") : gm.FIRST_SORT,
    };
  };

  function day(text, last) {
    return /^\d{4}(-\d\d(-\d\d)?)?$/.test(text || "") ? gm.dayNumber(text, last) : null;
  }

  let timer;
  gm.addressSoon = function (make) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        history.replaceState(null, "", make());
      } catch {
        // A frame without an address of its own (a notebook, say) cannot have one.
      }
    }, LATER);
  };
})((globalThis.geomap = globalThis.geomap || {}));
