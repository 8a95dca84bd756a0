// Access to what index.html has.

export const element = (id) => document.getElementById(id);
