import * as z from "zod";

/** The page's policy forbids code made at run time; zod tries it otherwise. Imported before any schema is made. */
z.config({ jitless: true });
