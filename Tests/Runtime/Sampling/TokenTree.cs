#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests
{
    /// <summary>
    /// All rows of tokens that a small network can say: each is read on its own from its beginning, with
    /// probabilities in double precision.
    /// </summary>
    internal sealed class TokenTree
    {
        public const int Start = 0;

        private readonly BeamOptions options;
        private readonly int grammarEnd;
        private readonly CpuBackend on = new CpuBackend();

        /// <summary>Initializes a tree.</summary>
        /// <param name="grammarEnd">The end of a <see cref="SumGrammar"/>, or 0 where anything may follow.
        /// </param>
        public TokenTree(string cell, int tokens, ulong seed, BeamOptions options, int grammarEnd = 0)
        {
            this.options = options;
            this.grammarEnd = grammarEnd;
            var config = new SequenceConfig
            {
                Cell = cell, Inputs = tokens, Outputs = tokens, Size = 6, Layers = 2,
            };
            var parameters = new ParameterSet(1);
            Network = SequenceNetwork.Create(config, parameters);
            Plain.Scatter(parameters, seed);

            var head = parameters[parameters.Count - 2];

            // Probabilities far from equal, so that no two rows come near a tie.
            for (var row = 0; row < config.Size; row++)
            {
                foreach (ref var weight in head.Row(row))
                {
                    weight *= 8;
                }
            }

            head.Changed();
        }

        /// <summary>Gets the log probability of each token that may follow; others are infinitely low.</summary>
        public double[] After(int[] said)
        {
            on.NextStep();
            var state = Network.NewState(on, 1);
            var logits = Array.Empty<double>();
            foreach (var token in said.Prepend(Start))
            {
                on.NextStep();
                var row = Network.Step(on.OneHot(new[] { token }, Network.Config.Inputs), state).Row(0);
                logits = Array.ConvertAll(row.ToArray(), x => (double)x / options.Temperature);
            }

            if (grammarEnd > 0 && said.Length > 0)
            {
                logits[said[said.Length - 1]] = double.NegativeInfinity;
            }

            var sum = logits.Sum(Math.Exp);
            return Array.ConvertAll(logits, x => x - Math.Log(sum));
        }

        public bool IsEnd(int[] said)
        {
            return said.Length == options.MaxLength
                || (said.Length > 0 && said[said.Length - 1] == options.EndToken)
                || (grammarEnd > 0 && said.Sum() >= grammarEnd);
        }

        /// <summary>Gets log P over the penalty of Wu et al. (2016).</summary>
        public double Score(double logProbability, int length)
        {
            return logProbability / Math.Pow((5.0 + length) / (5 + 1), options.LengthPenalty);
        }

        /// <summary>Gets all rows of tokens that end, the best score first.</summary>
        public (int[] Tokens, double LogProbability, double Score)[] All()
        {
            var all = new List<(int[] Tokens, double LogProbability, double Score)>();
            Visit(Array.Empty<int>(), 0);
            return all.OrderByDescending(one => one.Score).ToArray();

            void Visit(int[] said, double logProbability)
            {
                if (IsEnd(said))
                {
                    all.Add((said, logProbability, Score(logProbability, said.Length)));
                    return;
                }

                var next = After(said);
                for (var token = 0; token < next.Length; token++)
                {
                    if (!double.IsInfinity(next[token]))
                    {
                        Visit(said.Append(token).ToArray(), logProbability + next[token]);
                    }
                }
            }
        }

        public SequenceNetwork Network { get; }
    }
}
