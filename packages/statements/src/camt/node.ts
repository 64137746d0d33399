import type { Work } from "./raw.ts";

/**
 * How one element is read. A tree of nodes is a schema by local name: what is not in it is passed over, so that every
 * version (and every bank's own addition) is read with one tree.
 */
export interface Node {
	readonly children?: ReadonlyMap<string, Node>;
	/** Takes the element's own text, trimmed and never empty. */
	readonly text?: (work: Work, text: string) => void;
	/** Takes the attribute `Ccy`. */
	readonly currency?: (work: Work, currency: string) => void;
	readonly open?: (work: Work) => void;
	readonly close?: (work: Work) => void;
}

export type Children = Readonly<Record<string, Node>>;

/** An element that holds others. */
export function group(children: Children, own: Omit<Node, "children"> = {}): Node {
	return { ...own, children: new Map(Object.entries(children)) };
}
