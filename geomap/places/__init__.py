"""Documents become place mentions: recognise, give a role, resolve, spatial expressions."""
