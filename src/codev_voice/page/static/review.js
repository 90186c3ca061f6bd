// The review: how speech was shared, in sentences first, then pictures, each with its figures. For the facilitator alone.

export function startReview() {}

export function showReview() {}
