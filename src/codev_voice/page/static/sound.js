// A moment of the session, listened to again; one at a time.

const player = new Audio();
let told = () => {};

player.addEventListener("ended", () => told("idle"));
player.addEventListener("error", () => player.src && told("gone"));

/** Play the moment of this piece, or stop it; `tell` hears « playing », « idle », or « gone » when there is no sound any more. */
export function play(piece, tell) {
  const source = `sound/${encodeURIComponent(piece)}`;
  const playing = !player.paused && player.getAttribute("src") === source;
  player.pause();
  told("idle");
  if (playing) return;
  told = tell;
  player.setAttribute("src", source);
  tell("playing");
  player.play().catch(() => {}); // a sound that is not there is told by the event
}

export function quiet() {
  player.pause();
  told("idle");
}
