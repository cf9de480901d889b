"""The static map: land, names, numbered symbols, key, scale bar, inset, legend; drawn as SVG without a browser."""
