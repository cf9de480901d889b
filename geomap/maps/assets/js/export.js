// What is shown, as files: GeoJSON in geomap's contract, and CSV.
(function (gm) {
  "use strict";

  const MORE_COUNTS = ["arrested", "missing", "displaced", "participants"];
  const orNull = (value) => (value === "" || value === undefined ? null : value);

  gm.toGeoJson = function (store, numbers) {
    return { type: "FeatureCollection", features: Array.from(numbers, (i) => feature(store, i)) };
  };

  function feature(store, i) {
    const { rows } = store;
    const place = store.place[i];
    const at = placeOf(store, place);
    const type = store.types[store.type[i]];
    return {
      type: "Feature",
      id: rows.id[i],
      geometry: place < 0 ? null : { type: "Point", coordinates: [at.lon, at.lat] },
      properties: {
        type: type.key,
        group: store.groups[type.group].key,
        acled: orNull(type.acled),
        plover: orNull(type.plover),
        title: store.text(rows.title[i]),
        status: gm.STATUSES[store.status[i]],
        start: orNull(rows.start[i]),
        end: orNull(rows.end[i] || rows.start[i]),
        date_precision: orNull(gm.DATE_PRECISIONS[rows.datePrecision[i]]),
        ...at,
        place_reason: store.text(rows.reason[i]) || "",
        place_candidates: store.list("candidates", i),
        killed: store.number("killed", i),
        injured: store.number("injured", i),
        killed_text: store.text(rows.killedText[i]),
        injured_text: store.text(rows.injuredText[i]),
        ...Object.fromEntries(MORE_COUNTS.map((name) => [name, store.number(name, i)])),
        actors: store.list("actors", i),
        claimed_by: store.list("claimedBy", i),
        blamed: store.blamed(i).map(([who, by]) => ({ who, by })),
        targets: store.list("targets", i),
        weapons: store.list("weapons", i),
        confidence: rows.confidence[i] / 1000,
        main: rows.main[i] === 1,
        sources: store.sources(i).map((source) => sourceOf(store, source)),
      },
    };
  }

  function placeOf(store, place) {
    const { places } = store;
    const known = place >= 0;
    return {
      place: known ? store.text(places.name[place]) : null,
      within: known ? store.listOf(places.within[place]) : [],
      geonameid: known ? places.geonameid[place] || null : null,
      country: known ? store.text(places.country[place]) : null,
      lat: known ? places.lat[place] : null,
      lon: known ? places.lon[place] : null,
      precision: known ? gm.PRECISIONS[places.precision[place]] : "unknown",
      uncertainty_km: known ? places.uncertainty[place] : null,
      place_kind: known ? store.text(places.kind[place]) : null,
      place_source: known ? store.text(places.source[place]) : null,
    };
  }

  function sourceOf(store, { document: number, killed, injured, killedText, injuredText, quotes }) {
    const { document, title, url, published } = store.documents;
    return {
      document: store.text(document[number]),
      title: store.text(title[number]),
      url: store.text(url[number]),
      published: orNull(published[number]),
      killed,
      injured,
      killed_text: killedText,
      injured_text: injuredText,
      quotes,
    };
  }

  const COLUMNS = ["type", "group", "acled", "title", "status", "start", "end", "date_precision", "place", "within",
    "country", "lat", "lon", "precision", "uncertainty_km", "killed", "injured", "killed_text", "injured_text", ...MORE_COUNTS,
    "actors", "claimed_by", "targets", "weapons", "confidence", "main"];

  gm.toCsv = function (store, numbers) {
    const lines = [["id", ...COLUMNS, "documents", "quotes"]];
    for (const i of numbers) {
      const { id, properties } = feature(store, i);
      lines.push([
        id,
        ...COLUMNS.map((name) => properties[name]),
        properties.sources.map((source) => source.document),
        properties.sources.flatMap((source) => source.quotes.map((quote) => quote.text)),
      ]);
    }
    return "\uFEFF" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  };

  function cell(value) {
    let text = Array.isArray(value) ? value.join("; ") : value === null ? "" : String(value);
    // A spreadsheet would run a text that begins like a formula.
    if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  gm.download = function (name, kind, content) {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: kind }));
    const link = gm.el("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };
})((globalThis.geomap = globalThis.geomap || {}));
