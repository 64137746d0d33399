/** A message that is not written: it is cancelled. */
export interface NotPrepared {
	/** In English. */
	readonly reason: string;
	/** Nothing is wrong: there is nothing left to say. */
	readonly isOver: boolean;
}

/** A message that is written later, if it may be then, or once there is what it is made of. */
export interface WaitsFor {
	/** In English. */
	readonly waitsFor: string;
}
