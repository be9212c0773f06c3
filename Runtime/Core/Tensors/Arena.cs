#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Memory handed out in order and taken back all at once. It grows while warming up, then never
    /// allocates.
    /// </summary>
    internal sealed unsafe class Arena
    {
        private const int ChunkFloats = 1 << 18;

        private readonly List<AlignedMemory> chunks = new List<AlignedMemory>();
        private int chunk;
        private int used;

        /// <summary>
        /// Takes memory on a 64-byte boundary, behind which a kernel may touch 16 floats more.
        /// </summary>
        public float* Take(int floats)
        {
            floats = checked(floats + 31) & ~15;
            while (chunk < chunks.Count && floats > chunks[chunk].Floats - used)
            {
                chunk++;
                used = 0;
            }

            if (chunk == chunks.Count)
            {
                chunks.Add(new AlignedMemory(Math.Max(floats, ChunkFloats)));
            }

            var at = chunks[chunk].At + used;
            used += floats;
            return at;
        }

        /// <summary>Takes everything back.</summary>
        public void Reset()
        {
#if RNNGEN_CHECKS
            // Whoever reads what is no longer theirs is to see it.
            foreach (var memory in chunks)
            {
                new Span<float>(memory.At, memory.Floats).Fill(float.NaN);
            }
#endif
            chunk = 0;
            used = 0;
        }

        /// <summary>The bytes of all chunks.</summary>
        public long Bytes
        {
            get
            {
                var floats = 0L;
                foreach (var memory in chunks)
                {
                    floats += memory.Floats;
                }

                return floats * sizeof(float);
            }
        }
    }
}
