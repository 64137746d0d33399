/**
 * A merchant's year, to be lived through by whatever is to be shown right: here by the pure functions alone, in the hub with its
 * database, its processes killed. The world says what happens, the checker what should have been done about it.
 */
export * from "./check/check-year.ts";
export * from "./check/plain-settings.ts";
export * from "./make-world.ts";
export * from "./random.ts";
export * from "./run-year.ts";
export * from "./settings-of-world.ts";
export * from "./world.ts";
