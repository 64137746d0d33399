/** What the process that reads tells the one that watches it. */
export type FuzzMessage =
	| { readonly type: "begun"; readonly number: number }
	| {
			readonly type: "done";
			readonly number: number;
			readonly statements: number;
			readonly faults: number;
			readonly complaint: string | undefined;
			readonly cpuMs: number;
			readonly residentMB: number;
	  };
