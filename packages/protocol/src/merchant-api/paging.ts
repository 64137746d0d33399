import * as z from "zod";

/** Lists come in pages, newest first; `next` is asked for as `after`. */
export const PageQuery = {
	after: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(500).default(50),
};

export function pageOf<Item extends z.ZodType>(item: Item) {
	return z.object({ items: z.array(item), next: z.uuid().nullable() });
}
