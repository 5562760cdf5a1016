// The users' side of the sandbox, over HTTP.

async function ask(method, path, body) {
  const form = body instanceof FormData;
  const response = await fetch(`/sandbox/${path}`, {
    method,
    headers: body && !form ? { "content-type": "application/json" } : {},
    body: form ? body : body && JSON.stringify(body),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) {
    const details = answer?.details?.map((detail) => detail.msg).join(", ");
    throw new Error(details || answer?.error || String(response.status));
  }
  return answer;
}

/** What one person can do. */
export class Account {
  constructor(id) {
    this.id = id;
  }

  view() {
    return ask("GET", `users/${this.id}`);
  }

  update(profile) {
    return ask("PUT", `users/${this.id}`, profile);
  }

  transcript(after) {
    return ask("GET", `users/${this.id}/transcript?after=${after}`);
  }

  send(content) {
    return ask("POST", `users/${this.id}/messages`, content);
  }

  edit(messageId, text) {
    return ask("PATCH", `users/${this.id}/messages/${messageId}`, { text });
  }

  tap(press) {
    return ask("POST", `users/${this.id}/taps`, press);
  }

  /** Send a file: a picture as a photo, anything else as a document. */
  sendFile(file, caption, replyTo) {
    const form = new FormData();
    const photo = /^image\/(png|jpeg|gif|webp)$/.test(file.type);
    form.append(photo ? "photo" : "document", file);
    if (caption) form.append("caption", caption);
    if (replyTo) form.append("reply_to", replyTo);
    return this.send(form);
  }
}
