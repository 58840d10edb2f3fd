// What a voice says for what stands written.
