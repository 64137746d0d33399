/**
 * What a message says, before it is a mail or a letter: the merchant's text and the parts that are made from data. Text, HTML
 * and PDF are three ways of showing the same blocks, so they cannot say different things. All strings are plain, unescaped text.
 */
export type Block =
	| { readonly kind: "paragraph"; readonly lines: readonly Runs[] }
	| { readonly kind: "list"; readonly items: readonly Runs[] }
	| { readonly kind: "amounts"; readonly rows: readonly Row[]; readonly total: Row }
	| { readonly kind: "payment"; readonly rows: readonly Row[] }
	| { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
	| { readonly kind: "link"; readonly label: string; readonly url: string };

export type Runs = readonly Run[];
export interface Run {
	readonly text: string;
	readonly bold: boolean;
}
export interface Row {
	readonly label: string;
	readonly value: string;
}
export interface Column {
	readonly title: string;
	readonly align: "left" | "right";
}

/** A message as it was made from its template. */
export interface Written {
	readonly subject: string;
	readonly blocks: readonly Block[];
}
