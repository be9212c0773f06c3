#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents the parameters of a network, in the order in which they were made.</summary>
    /// <remarks>No two have one name: adding a second throws an <see cref="ArgumentException"/>.</remarks>
    public sealed class ParameterSet
    {
        private readonly List<Parameter> parameters = new List<Parameter>();
        private readonly Rng rng;

        /// <summary>Initializes an empty set.</summary>
        /// <param name="seed">The seed of the initial values.</param>
        public ParameterSet(ulong seed)
        {
            rng = new Rng(seed);
        }

        /// <summary>Adds a matrix of numbers uniform in ±1/sqrt(inputs), PyTorch's rule.</summary>
        public Parameter Matrix(string name, int inputs, int outputs)
        {
            return Matrix(name, inputs, outputs, 1 / MathF.Sqrt(inputs));
        }

        /// <summary>Adds a matrix of numbers uniform in ±range.</summary>
        public Parameter Matrix(string name, int inputs, int outputs, float range)
        {
            var matrix = Add(name, inputs, outputs, isRow: false);
            for (var input = 0; input < inputs; input++)
            {
                foreach (ref var value in matrix.Row(input))
                {
                    value = (2 * rng.Uniform() - 1) * range;
                }
            }

            return matrix;
        }

        /// <summary>Adds a row of zeros.</summary>
        public Parameter Row(string name, int outputs)
        {
            return Add(name, 1, outputs, isRow: true);
        }

        /// <summary>Adds a row of numbers uniform in a range.</summary>
        public Parameter Row(string name, int outputs, float from, float to)
        {
            var row = Row(name, outputs);
            foreach (ref var value in row.Row(0))
            {
                value = from + rng.Uniform() * (to - from);
            }

            return row;
        }

        /// <summary>Makes a set that begins with these parameters, to which others can be added.</summary>
        /// <param name="seed">The seed of their initial values.</param>
        public ParameterSet Extend(ulong seed)
        {
            var set = new ParameterSet(seed);
            set.parameters.AddRange(parameters);
            return set;
        }

        /// <summary>Gets the parameters from one on, as a set for what moves or saves them.</summary>
        /// <remarks>Their gradients are computed by the whole set.</remarks>
        public ParameterSet From(int first)
        {
            var set = new ParameterSet(0);
            set.parameters.AddRange(parameters.GetRange(first, Count - first));
            return set;
        }

        private Parameter Add(string name, int inputs, int outputs, bool isRow)
        {
            if (parameters.Exists(other => other.Name == name))
            {
                throw new ArgumentException(
                    $"Each parameter must have a name of its own, but '{name}' is there already.", nameof(name));
            }

            var parameter = new Parameter(parameters.Count, name, inputs, outputs, isRow);
            parameters.Add(parameter);
            return parameter;
        }

        /// <summary>The number of parameters.</summary>
        public int Count => parameters.Count;

        /// <summary>The number of weights and biases in all of them.</summary>
        public long Weights
        {
            get
            {
                var sum = 0L;
                foreach (var parameter in parameters)
                {
                    sum += (long)parameter.Inputs * parameter.Outputs;
                }

                return sum;
            }
        }

        /// <summary>Gets a parameter by its place.</summary>
        public Parameter this[int index] => parameters[index];
    }
}
