/** What is sent and answered in an example. */
export interface Given {
	readonly body?: unknown;
	readonly result?: unknown;
}
