"""The devices: what can be heard on this machine, and how. One module a system; nothing outside this folder knows which one it is."""
