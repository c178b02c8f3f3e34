/** Something that an operator must do otherwise first: what is wrong, and the remedy. */
export class OpsProblem extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.name = 'OpsProblem';
    this.code = code;
    this.remedy = remedy;
  }
}
