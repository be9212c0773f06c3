#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents the best of all that was added, the best first; of equals, what was added first.
    /// </summary>
    internal sealed class RankedList<T>
    {
        private readonly int most;
        private readonly List<double> scores = new List<double>();
        private readonly List<T> items = new List<T>();

        public RankedList(int most)
        {
            this.most = most;
        }

        public void Add(double score, T item)
        {
            var at = items.Count;
            while (at > 0 && scores[at - 1] < score)
            {
                at--;
            }

            scores.Insert(at, score);
            items.Insert(at, item);
            if (items.Count > most)
            {
                scores.RemoveAt(most);
                items.RemoveAt(most);
            }
        }

        public void Clear()
        {
            scores.Clear();
            items.Clear();
        }

        /// <summary>Gets a value indicating whether what has this score, or less, would not be kept.</summary>
        public bool IsClosedTo(double score) => items.Count == most && scores[most - 1] >= score;

        public IReadOnlyList<T> Items => items;
    }
}
