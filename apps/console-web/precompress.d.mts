/** Puts a `.br` and a `.gz` beside every file of the folder that becomes smaller by it. Gives the names that were written. */
export declare function precompress(folder: string): Promise<readonly string[]>;
