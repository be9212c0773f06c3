#nullable enable
using System;
using System.Threading;

namespace RnnGen
{
    /// <summary>
    /// The parameters of a set, and their transposes, in panels that are packed anew, in place, when values
    /// have changed. Several tapes may share them.
    /// </summary>
    internal sealed class TrainingPanels
    {
        private readonly Parameter[] parameters;
        private readonly int columns;
        private readonly Panels?[] forward;
        private readonly Panels?[] backward;

        public TrainingPanels(ParameterSet parameters, Width width)
        {
            this.parameters = new Parameter[parameters.Count];
            for (var i = 0; i < parameters.Count; i++)
            {
                this.parameters[i] = parameters[i];
            }

            columns = Simd.PanelColumns(width);
            forward = new Panels?[parameters.Count];
            backward = new Panels?[parameters.Count];
        }

        /// <summary>Gets a parameter in panels.</summary>
        public Panels Forward(Parameter parameter)
        {
            return Fresh(forward, parameter, transposed: false);
        }

        /// <summary>Gets the transpose of a parameter in panels.</summary>
        public Panels Backward(Parameter parameter)
        {
            return Fresh(backward, parameter, transposed: true);
        }

        /// <summary>Packs what is in use of a parameter, ahead of time.</summary>
        public void Refresh(Parameter parameter)
        {
            if (forward[parameter.Index] != null)
            {
                Forward(parameter);
            }

            if (backward[parameter.Index] != null)
            {
                Backward(parameter);
            }
        }

        /// <summary>Throws if a parameter was not in the set when this was made.</summary>
        public void Require(Parameter parameter)
        {
            if (parameter.Index >= parameters.Length || parameters[parameter.Index] != parameter)
            {
                throw new ArgumentException(
                    "A tape differentiates by the parameters that its set had when it was made, but "
                    + $"'{parameter.Name}' was not among them.");
            }
        }

        private Panels Fresh(Panels?[] all, Parameter parameter, bool transposed)
        {
            Require(parameter);
            ref var place = ref all[parameter.Index];

            // The version is the last that changes when others pack: so what is fresh is packed to its end.
            var panels = Volatile.Read(ref place);
            if (panels != null && panels.Version == parameter.Version)
            {
                return panels;
            }

            lock (all)
            {
                panels = place ?? new Panels(parameter, columns, transposed);
                if (panels.Version != parameter.Version)
                {
                    panels.Pack();
                }

                Volatile.Write(ref place, panels);
                return panels;
            }
        }
    }
}
