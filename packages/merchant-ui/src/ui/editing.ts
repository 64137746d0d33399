import type { Text } from "@kontor/connector";

/** Something on the page that is edited, and saved from the bar at its bottom. */
export interface Editing {
	readonly dirty: boolean;
	readonly saving: boolean;
	/** Why it was not saved. */
	readonly failure: Error | null;
	/** What happened last; null: nothing to say. */
	readonly says: Text | null;
	/** When that happened: of several things the last one is said. */
	readonly saidAt: number;
	/** On the button, where nothing else is to be saved. */
	readonly saveLabel: Text;
	readonly save: () => void;
	readonly discard: () => void;
}
