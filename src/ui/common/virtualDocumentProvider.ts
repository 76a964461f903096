import * as vscode from 'vscode';

/** Files that are shown but not on disk, under a scheme of their own, kept in memory while they are open. */
export class VirtualDocumentProvider
  implements vscode.TextDocumentContentProvider, vscode.Disposable
{
  readonly #texts = new Map<string, string>();
  readonly #scheme: string;
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor(scheme = 'codeartifact-preview') {
    this.#scheme = scheme;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** An address under which `text` can be opened, named like `file`, until `forget`. */
  add(file: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: this.#scheme,
      path: vscode.Uri.file(file).path,
      query: String(++this.#count),
    });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  /** Drops a text again. */
  remove(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}
