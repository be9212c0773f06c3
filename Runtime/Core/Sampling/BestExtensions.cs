#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the best of all extensions that it is offered: a heap with the worst on top.</summary>
    internal sealed class BestExtensions
    {
        private readonly int most;
        private BeamExtension[] heap;
        private int count;

        public BestExtensions(int most)
        {
            this.most = most;
            heap = new BeamExtension[Math.Min(most, 64)];
        }

        public void Offer(in BeamExtension extension)
        {
            if (count == most)
            {
                if (extension.IsBefore(heap[0]))
                {
                    heap[0] = extension;
                    Sink(count);
                }

                return;
            }

            if (count == heap.Length)
            {
                Array.Resize(ref heap, (int)Math.Min(most, 2L * count));
            }

            var at = count++;
            for (; at > 0 && heap[(at - 1) / 2].IsBefore(extension); at = (at - 1) / 2)
            {
                heap[at] = heap[(at - 1) / 2];
            }

            heap[at] = extension;
        }

        /// <summary>Takes all that were kept, best first. The memory is used again.</summary>
        public ReadOnlySpan<BeamExtension> TakeAll()
        {
            for (var end = count - 1; end > 0; end--)
            {
                (heap[0], heap[end]) = (heap[end], heap[0]);
                Sink(end);
            }

            var all = heap.AsSpan(0, count);
            count = 0;
            return all;
        }

        /// <summary>Forgets what was offered.</summary>
        public void Clear()
        {
            count = 0;
        }

        private void Sink(int end)
        {
            var sinking = heap[0];
            var at = 0;
            for (var child = 1; child < end; child = 2 * at + 1)
            {
                if (child + 1 < end && heap[child].IsBefore(heap[child + 1]))
                {
                    child++;
                }

                if (!sinking.IsBefore(heap[child]))
                {
                    break;
                }

                heap[at] = heap[child];
                at = child;
            }

            heap[at] = sinking;
        }
    }
}
