"""The local web page of a session: it shows what a `Desk` says and sends it what people do. No logic of its own."""
