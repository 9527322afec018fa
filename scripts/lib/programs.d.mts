type Program = 'Redis' | 'Chromium';

export declare function findProgram(...names: readonly string[]): string | undefined;
export declare function locate(what: Program): string | undefined;
export declare function lackOf(what: Program): string;
export declare function requireProgram(what: Program): string;
