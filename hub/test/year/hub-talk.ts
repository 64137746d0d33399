/** What the process of a hub is asked: to set its clock, and to look for what is due by it. */
export interface Asked {
	readonly id: number;
	readonly clock: string;
	readonly looks: "everywhere" | "messages" | null;
}

/** What it answers: where it can be reached, once; then that it has done what it was asked. */
export type Told = { readonly url: string } | { readonly done: number };
