"""Numbers of people and things: "ثلاثة مدنيين" (three civilians), "قتيلان" (two killed)."""
