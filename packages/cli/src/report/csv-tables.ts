/** What a CSV can list: a line per assignment (or posting without one), or a line per order. */
export const CSV_TABLES = ["postings", "orders"] as const;
export type CsvTable = (typeof CSV_TABLES)[number];
